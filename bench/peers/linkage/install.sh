#!/bin/sh
# Makes a virtual environment with the pinned Splink and prints the path of its Python.
#
#   install.sh [DIR]
#
# DIR defaults to thrive-bench/splink in the user's cache folder. One that already holds the pinned versions is used as it
# is, without the network. PYTHON names the interpreter to make it with (default python3). Pip takes its registry from the
# machine's own settings. Nothing outside DIR is written (but for pip's cache), so root and anybody else may run it. An old
# environment in DIR is made anew; a folder with anything else in it is left alone.
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
requirements=$here/requirements.txt
dir=${1:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/thrive-bench/splink}
python=${PYTHON:-python3}

fail() {
	echo "install.sh: $*" >&2
	exit 1
}

# Exits 0 if every line "name==version" of the requirements is what the environment has.
pinned() {
	[ -x "$dir/bin/python" ] && "$dir/bin/python" - "$requirements" <<'END'
import importlib.metadata, sys
try:
    wanted = [line.split("==") for line in open(sys.argv[1]).read().split() if "==" in line]
    sys.exit(any(importlib.metadata.version(name) != version for name, version in wanted))
except importlib.metadata.PackageNotFoundError:
    sys.exit(1)
END
}

if pinned; then
	echo "$dir/bin/python"
	exit 0
fi

command -v "$python" >/dev/null 2>&1 || fail "no $python on the PATH; name another with PYTHON=..."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
	fail "the pinned pandas and numpy need Python 3.11 or later, and $python is $("$python" -V 2>&1); name another with PYTHON=..."

log=$(mktemp) || fail "no temporary file could be made"
trap 'rm -f "$log"' EXIT
trap 'exit 1' HUP INT TERM

mkdir -p "$dir" 2>"$log" || fail "$dir cannot be made: $(cat "$log"); name another folder"
if [ ! -f "$dir/pyvenv.cfg" ] && [ -n "$(ls -A "$dir")" ]; then
	fail "$dir holds something else, which would be cleared; name another folder"
fi
"$python" -m venv --clear "$dir" >"$log" 2>&1 ||
	fail "no virtual environment could be made in $dir (on Debian the package python3-venv is needed):
$(tail -n 5 "$log")"

"$dir/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --retries 2 --timeout 60 \
	--only-binary :all: -r "$requirements" >"$log" 2>&1 || {
	reason="pip failed"
	if grep -qiE 'connection|resolution|unreachable|timed out|retries' "$log"; then
		reason="pip did not reach its registry: is there a network?"
	elif grep -qiE 'no matching distribution|requires a different python|requires-python' "$log"; then
		reason="the registry has no ready-made package of a pinned version for $("$dir/bin/python" -V); another Python may do, PYTHON=..."
	fi
	fail "$reason
$(tail -n 5 "$log")"
}

pinned || fail "pip ended well, yet $dir does not hold the pinned versions"
echo "$dir/bin/python"
