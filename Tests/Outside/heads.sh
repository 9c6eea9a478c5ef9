#!/usr/bin/env bash
# Checks seals and heads with other programs, as Integrity.md says it is done.
# Usage: heads.sh LACUNA
set -euo pipefail
lacuna=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r Scoping "$work/store"
# `!` alone would not end the script.
fails() { if "$@"; then return 1; fi; }
export LACUNA_STORE="$work/store"

"$lacuna" heads >"$work/heads.txt"
grep -v ^root "$work/heads.txt" | (cd "$work/store" && sha256sum -c --quiet)
root=$(grep -v ^root "$work/heads.txt" | sha256sum | cut -d" " -f1)
[ "$(tail -1 "$work/heads.txt")" = "root $root" ]
find "$work/store" -name '*.xml' | while read -r file; do
    stated=$(grep -o ' sha256="[0-9a-f]*"' "$file" | head -1 | cut -d'"' -f2)
    [ "$(sed 's/ sha256="[0-9a-f]*"/ sha256=""/' "$file" | sha256sum | cut -d" " -f1)" = "$stated" ]
done

# Signed, verified, and refused once a digit has changed.
ssh-keygen -q -t ed25519 -N "" -f "$work/key"
(cd "$work" && ssh-keygen -q -Y sign -f key -n lacuna heads.txt 2>/dev/null)
echo "board $(cut -d" " -f1,2 "$work/key.pub")" >"$work/signers"
verify() { ssh-keygen -q -Y verify -f "$work/signers" -I board -n lacuna -s "$work/heads.txt.sig" 2>/dev/null; }
verify <"$work/heads.txt" >/dev/null
sed '1s/^./x/' "$work/heads.txt" >"$work/changed.txt"
fails verify <"$work/changed.txt" >/dev/null

# A copy by git with the line ends of Windows.
git init -q "$work/origin"
cp -r "$work/store" "$work/origin/Scoping"
git -C "$work/origin" add -A
git -C "$work/origin" -c user.name=t -c user.email=t@example.org commit -qm x
git clone -q -c core.autocrlf=true "$work/origin" "$work/clone"
grep -q $'\r' "$work/clone/Scoping/areas.xml"
"$lacuna" verify --store "$work/clone/Scoping" --heads "$work/heads.txt"

# An alteration that is sealed anew shows against the list alone.
sed -i 's/value="R"/value="G"/' "$work/store/returns/2022-05/ccg-warrington.1.xml"
fails "$lacuna" verify
"$lacuna" seal --again
"$lacuna" verify
fails "$lacuna" verify --heads "$work/heads.txt"
