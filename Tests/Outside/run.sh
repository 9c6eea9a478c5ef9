#!/usr/bin/env bash
# Looks at what Lacuna writes with programs that are not Lacuna, and counts what passed.
# Usage: run.sh LACUNA DEBUG-LACUNA
set -uo pipefail
cd "$(dirname "$0")/../.."
lacuna=$(realpath "$1")
debug=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

check() { # check WHAT COMMAND...
    local what=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        passed=$((passed + 1))
        echo "ok      $what"
    else
        failed=$((failed + 1))
        echo "FAILED  $what"
        sed 's/^/        /' "$work/out" | head -20
    fi
}
refused() { ! "$@"; }

# What commands keep for one another goes with the rest.
export LACUNA_CACHE=$work/cache

# The build that people run.
check "the release build prints, answers and writes what the debug build does, byte for byte" \
    python3 Tests/Outside/builds.py "$lacuna" "$debug"
tail -1 "$work/out" | sed 's/^/        /'
check "no value in optimised code takes stale bits of the one beside it" \
    python3 Tests/Outside/partial_words.py "$(dirname "$lacuna")"
tail -1 "$work/out" | sed 's/^/        /'
check "memcheck sees five commands read nothing that was freed or never written, and lose no memory" \
    python3 Tests/Sanitizers/valgrind.py "$lacuna" --few
tail -1 "$work/out" | sed 's/^/        /'

# Every document validates against the schema that the program prints, with xmllint.
for kind in framework areas rounds return action; do "$lacuna" schema "$kind" >"$work/$kind.xsd"; done
for kind in framework areas rounds; do
    check "xmllint accepts Scoping/$kind.xml" xmllint --noout --schema "$work/$kind.xsd" "Scoping/$kind.xml"
done
for folder in Scoping Exports; do
    check "xmllint accepts the returns of $folder" \
        bash -c "shopt -s nullglob; set -- $folder/returns/*/*.xml; [ \$# -ge 17 ] && xmllint --noout --schema $work/return.xsd \"\$@\""
done
check "xmllint accepts the actions of Scoping" xmllint --noout --schema "$work/action.xsd" Scoping/actions/*.xml
sed 's/<rating /<rating x="y" /' Scoping/returns/2022-05/ccg-halton.1.xml >"$work/wrong.xml"
check "xmllint refuses a return with an attribute too many" refused xmllint --noout --schema "$work/return.xsd" "$work/wrong.xml"

# What was read before, and what others write meanwhile.
check "with the cache of what was read, after random changes and damage, every command answers as without" \
    python3 Tests/Outside/caching.py "$lacuna" 40
tail -1 "$work/out" | sed 's/^/        /'
check "two servers and a command line on one folder, and servers on copies by rsync and by git, agree" \
    python3 Tests/Outside/replicas.py "$lacuna" Scoping
tail -1 "$work/out" | sed 's/^/        /'

check "long commands that are interrupted leave nothing half done, and their line on a terminal goes away" \
    python3 Tests/Outside/interrupting.py "$lacuna"
tail -1 "$work/out" | sed 's/^/        /'

# Forms go through a spreadsheet program.
check "LibreOffice saves every form as CSV, and by way of .xlsx and .ods, and nothing is lost; Python reads every CSV" \
    python3 Tests/Outside/forms.py "$lacuna" Scoping

python=.build/outside/venv/bin/python
check "openpyxl and LibreOffice fill in and save workbooks, pandas and calamine read them, and every way records the same" \
    "$python" Tests/Outside/workbooks.py "$lacuna" Scoping
sed 's/^/        /' "$work/out"
check "the page is filled in by keyboard in Chromium without a network, handed over, saved, checked and recorded" \
    "$python" Tests/Outside/fill.py "$lacuna" Scoping "$work"
tail -1 "$work/out" | sed 's/^/        /'

# Mails and calendar entries, as Python's email and icalendar read them.
check "email and icalendar read every mail of a round without a defect, its forms are those of 'return form', and twice is the same" \
    "$python" Tests/Outside/mails.py "$lacuna" Scoping
tail -1 "$work/out" | sed 's/^/        /'

# Papers, as python-docx, python-pptx and odfpy read them, and as LibreOffice lays them out.
check "every number of a brief in Word, LibreOffice and PowerPoint is the register's, its headings, tables and pictures can be read aloud, and it has two to six pages" \
    "$python" Tests/Outside/paper.py "$lacuna" Scoping
sed 's/^/        /' "$work/out"

# The first round of the documentation.
check "each command of FirstRound.md gives what the page says, with LibreOffice and Chromium in the parts of those who answer" \
    /usr/bin/python3 Tests/Outside/walk.py "$lacuna" Scoping
tail -1 "$work/out" | sed 's/^/        /'

# An assistant asks by the Model Context Protocol, in both of its eras.
for mcp in 2.3.0 1.30.0; do
    check "the official client of the Model Context Protocol, $mcp, lists, calls and reads" \
        ".build/outside/mcp-$mcp/bin/python" Tests/Outside/assistant.py "$lacuna" Scoping
done

# The actions as a plan of action and milestones.
"$lacuna" simulate --areas 20 --services 12 --months 48 --seed 3 --with-actions -o "$work/acting" >/dev/null
check "compliance-trestle reads the plan of action, and every action, owner, day and milestone is in it" \
    "$python" Tests/Outside/oscal.py "$lacuna" Scoping "$work/acting"
tail -1 "$work/out" | sed 's/^/        /'

# The page and each picture, in Chromium, librsvg, CairoSVG and MuPDF.
"$lacuna" report -o "$work/report" >"$work/said" || { cat "$work/said"; exit 1; }
check "what report writes is what lies in Exports" diff -r --exclude=simulated "$work/report" Exports
for svg in Exports/*.svg Exports/simulated/*.svg; do
    check "xmllint reads $svg" xmllint --noout "$svg"
    check "rsvg-convert draws $svg" rsvg-convert -o "$work/$(basename "$svg" .svg).png" "$svg"
    check "in Chromium no text or sign of $svg overlaps or leaves its cell or the picture" python3 Tests/Outside/overlaps.py "$svg"
done
for folder in Exports Exports/simulated Tests/Goldens/Exhibits; do
    check "in CairoSVG and MuPDF each letter of the pictures in $folder can be read, and each colour is there" \
        "$python" Tests/Outside/pictures.py "$folder"/*.svg
    tail -1 "$work/out" | sed 's/^/        /'
done
check "axe-core finds nothing wrong with the page, and it makes no request, raises no error, scrolls never sideways" \
    "$python" Tests/Outside/page.py Exports/index.html
"$lacuna" report --store "$work/acting" -o "$work/acting-report" >/dev/null
check "the same of a page with actions, in light, dark and forced colours" \
    "$python" Tests/Outside/page.py "$work/acting-report/index.html"
"$lacuna" simulate --areas 20 --services 12 --months 36 --seed 3 -o "$work/simulated" >/dev/null
"$lacuna" report --store "$work/simulated" -o "$work/simulated-report" >/dev/null
check "the same of a page with several rounds" "$python" Tests/Outside/page.py "$work/simulated-report/index.html"
check "a reader filters, orders, plays, opens a cell by keyboard, searches and prints" \
    python3 Tests/Outside/use.py "$work/simulated-report/index.html" "$work"
"$lacuna" simulate --areas 150 --services 50 --months 144 --seed 1 -o "$work/national" >/dev/null
"$lacuna" report --store "$work/national" -o "$work/national-report" >/dev/null
"$lacuna" trend --gaps --control --store "$work/national" -o "$work/control.svg" 2>/dev/null
check "the limits of a control chart are those that abspc finds" "$python" Tests/Outside/xmr.py "$work/control.svg"
tail -1 "$work/out" | sed 's/^/        /'
check "the page of 150 areas, 50 service types and 24 rounds is at most 2 MB and opens, and its script runs" \
    python3 Tests/Outside/opens.py "$work/national-report/index.html" 2
tail -1 "$work/out" | sed 's/^/        /'
check "its packed data open: a reader filters, orders, plays, opens a cell, searches and prints" \
    python3 Tests/Outside/use.py "$work/national-report/index.html" "$work"
check "hostile names show as text and run nothing" python3 Tests/Outside/hostile.py "$lacuna"
for sheet in "a4-landscape 297" "a4 210" "letter 216" "a3 420"; do
    rm -rf "$work/printed"
    "$lacuna" report --pdf --paper "${sheet% *}" -o "$work/printed" >"$work/said" 2>&1 || cat "$work/said"
    check "the PDF on ${sheet% *} is tagged, with table headers" "$python" Tests/Outside/pdf.py "$work/printed/report.pdf" "${sheet#* }"
done
check "without a Chromium --pdf says how to get one, with status 69, and writes nothing" bash -c \
    "PATH=$work/none '$lacuna' report --pdf -o '$work/unprinted' 2>'$work/said'; [ \$? -eq 69 ] && grep -q 'apt-get install chromium' '$work/said' && [ ! -e '$work/unprinted' ]"
check "printing leaves nothing behind" bash -c "! compgen -G '${TMPDIR:-/tmp}/lacuna-print-*'"

# Writers that are killed, calls that fail, files that are damaged: what `make torture` does, in small. Parts that this machine cannot
# do are told.
check "killed, with failing calls, reordered, damaged and among foreign files nothing is lost, and nothing wrong is said" \
    python3 Tests/Torture/run.py "$lacuna" --parts "kill faults reorder damage foreign" --scale 0.1 --report "$work/torture.md"
grep -E "^(kill|faults|reorder|damage|foreign|NOT RUN) " "$work/out" | sed 's/^/        /'

# Heads of the store: what sha256sum and sed make of them, a signature, and a copy by git with the line ends of Windows.
check "sha256sum, sed, ssh-keygen and git agree with Lacuna about seals and heads" Tests/Outside/heads.sh "$lacuna"

# A server that is treated badly, and one as the documentation has a whole network use it.
check "a server outlives floods, silence, slowness, resets, long lines and want of descriptors" python3 Tests/Outside/abuse.py "$lacuna"
sed 's/^/        /' "$work/out"
check "units, sockets handed over, TLS by stunnel and nc work as the documentation says" python3 Tests/Outside/deploying.py "$lacuna"
sed 's/^/        /' "$work/out"

# What people install: completion, manual pages, a package, clients, a release.
check "bash, zsh and fish complete lines as lacuna says; man, groff and mandoc find nothing in its pages, which say what --help says" \
    python3 Tests/Outside/completing.py "$lacuna"
sed 's/^/        /' "$work/out"
check "the package is the same twice, clean to lintian, works in a bare Debian and leaves nothing; a release can be verified" \
    "$python" Tests/Outside/debian.py "$lacuna"
sed 's/^/        /' "$work/out"
check "the clients in Python and R have every method of a live server, and its answers and refusals" \
    python3 Tests/Outside/clients.py "$lacuna"
sed 's/^/        /' "$work/out"

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
