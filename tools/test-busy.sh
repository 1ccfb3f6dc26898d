#!/usr/bin/env bash
# Runs `npm test` three times while two endless loops take their share of the processors: a test that passes here does
# not depend on the speed of the machine. Arguments go on to jest. Prints the seconds of each run and ends at the first
# run that fails, with its exit code.
set -uo pipefail
cd "$(dirname "$0")/.."

loops=()
trap 'kill "${loops[@]}" 2>/dev/null' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for _ in 1 2; do
  # `$$` is the process of this script: a loop ends by itself when the script was killed and could not stop it.
  (while kill -0 $$ 2>/dev/null; do :; done) &
  loops+=($!)
done

for run in 1 2 3; do
  started=$SECONDS
  npm test -- "$@"
  code=$?
  printf '\nbusy run %s of 3: %s s, exit code %s\n' "$run" "$((SECONDS - started))" "$code"
  [ "$code" -eq 0 ] || exit "$code"
done
