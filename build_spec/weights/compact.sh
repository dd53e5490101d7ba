#!/usr/bin/env bash
# Makes the bundled model from the image packs: compact.sh PACKS OUT. Minutes on a large GPU, many
# hours on a processor; started again, it goes on where it stopped. Run it at the top of the repository.
set -euo pipefail

PACKS=$1
OUT=$2
PAIRS=$OUT/pairs
mkdir -p "$OUT"

[ -e "$PAIRS/DATA.toml" ] || python -m build_spec.weights.further_pairs "$PACKS" "$PAIRS"
[ -d "$OUT/words" ] || python -m build_spec.weights.word_table "$OUT/words"
datprl-ir describe "$PAIRS/DATA.toml" -o "$OUT/said.jsonl"
[ -e "$OUT/features.safetensors" ] \
  || datprl-ir embed "$OUT/said.jsonl" -o "$OUT/features.safetensors" \
       --encoder sentence --model "$OUT/words"

MEASURE=()
for set in "$PACKS"/{natural,medical,remote}/val/*/; do MEASURE+=(--measure "$set"); done
datprl-ir train build_spec/weights/compact.toml -o "$OUT/run" --resume \
  --data "$PAIRS/DATA.toml" --set "data.features=\"$OUT/features.safetensors\"" "${MEASURE[@]}"
