#!/usr/bin/env bash
# Checks every format of export with an independent reader. Needs Go, Python
# with venv and a package index; xmllint and Graphviz if they are there.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/newsgraph" ./cmd/newsgraph
export NEWSGRAPH_DB="$work/db"
"$work/newsgraph" load examples >/dev/null
for f in nquads trig turtle jsonld csv graphml gexf ftm dot; do "$work/newsgraph" export --format $f -o "$work/all.$f"; done
for f in nquads trig turtle; do "$work/newsgraph" export --format $f --rdf 1.2 -o "$work/rdf12.$f"; done
for f in neo4j gephi-csv; do "$work/newsgraph" export --format $f -o "$work/$f"; done
"$work/newsgraph" schema --format shacl >"$work/shapes.ttl"
"$work/newsgraph" export --format svg --around "Havgaard Marine" -o "$work/all.svg"
if command -v xmllint >/dev/null; then xmllint --noout "$work"/all.graphml "$work"/all.gexf "$work"/all.svg && echo "xmllint: well-formed"; fi
if command -v dot >/dev/null; then dot -Tsvg "$work/all.dot" >/dev/null && echo "dot: reads it"; fi
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install rdflib pyoxigraph followthemoney networkx pyshacl
"$work/venv/bin/python" docs/exits.py "$work"
