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

# The second run begins with the weights of the first, and is measured on the packs.
TOLD=(--data "$PAIRS/DATA.toml" --set "data.features=\"$OUT/features.safetensors\"" --resume)
datprl-ir train build_spec/weights/compact_first.toml -o "$OUT/first" "${TOLD[@]}"
datprl-ir train build_spec/weights/compact_second.toml -o "$OUT/second" "${TOLD[@]}" \
  --set "start=\"$OUT/first/model/mine.json\"" "${MEASURE[@]}"
