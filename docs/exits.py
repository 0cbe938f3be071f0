"""Reads what docs/exits.sh exported with other people's libraries."""
import csv
import json
import sys

import networkx
import pyoxigraph as ox
import pyshacl
import rdflib
from followthemoney import model

d = sys.argv[1]
DENIED = """PREFIX ng: <urn:newsgraph:> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?c ?h ?q WHERE { ?c ng:stance "denied" ; ng:holder ?h ; oa:hasTarget/oa:hasSelector/oa:exact ?q }"""
REIFIES = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")


def store(name, form):
    s = ox.Store()
    s.load(path=f"{d}/{name}", format=form)
    return s


turtle, jsonld = rdflib.Graph(), rdflib.Graph()
turtle.parse(f"{d}/all.turtle", format="turtle")
jsonld.parse(f"{d}/all.jsonld", format="json-ld")
assert set(turtle) == set(jsonld), set(turtle) ^ set(jsonld)
print("rdflib: turtle and jsonld are the same", len(turtle), "triples")
shapes = rdflib.Graph().parse(f"{d}/shapes.ttl")
conforms, _, report = pyshacl.validate(turtle, shacl_graph=shapes)
assert conforms, report
print("pyshacl: turtle conforms to", len(list(shapes.subjects(rdflib.RDF.type, rdflib.SH.NodeShape))), "shapes")
trig = rdflib.Dataset()
trig.parse(f"{d}/all.trig", format="trig")
n = len(set(trig.quads()))
assert n == len(store("all.trig", ox.RdfFormat.TRIG))
print("rdflib and pyoxigraph: trig", n, "quads")
a = {(str(r.c), str(r.h), str(r.q)) for r in turtle.query(DENIED)}
b = {(r["c"].value, r["h"].value, r["q"].value) for r in store("all.turtle", ox.RdfFormat.TURTLE).query(DENIED)}
assert a == b and a
print("SPARQL in both:", len(a), "denied claims with holder and quote")
ALL = "SELECT ?c { GRAPH ?g { ?c a <urn:newsgraph:Claim> } }"
claims = len(list(store("all.nquads", ox.RdfFormat.N_QUADS).query(ALL)))
for name, form in (("rdf12.nquads", ox.RdfFormat.N_QUADS), ("rdf12.trig", ox.RdfFormat.TRIG), ("rdf12.turtle", ox.RdfFormat.TURTLE)):
    n = sum(1 for _ in store(name, form).quads_for_pattern(None, REIFIES, None, None))
    assert n == claims, (name, n, claims)
print("pyoxigraph: RDF 1.2,", claims, "claims as triple terms in each of three formats")
g = networkx.read_graphml(f"{d}/all.graphml")
print("networkx: graphml", g.number_of_nodes(), "nodes,", g.number_of_edges(), "edges")
n = 0
for line in open(f"{d}/all.ftm"):
    e = json.loads(line)
    schema = model.get(e["schema"])
    assert schema and not schema.abstract, e
    schema.validate(e)
    for name in schema.required:
        assert name in e["properties"], e
    for name, values in e["properties"].items():
        p = schema.get(name)
        assert p is not None, (e["schema"], name)
        assert all(p.type.validate(v) for v in values), (e["schema"], name, values)
    n += 1
print("followthemoney:", n, "entities, all valid")
for name in ("all.csv", "neo4j/nodes.csv", "neo4j/relationships.csv", "gephi-csv/nodes.csv", "gephi-csv/edges.csv"):
    rows = list(csv.reader(open(f"{d}/{name}", encoding="utf-8-sig", newline="")))
    assert len({len(r) for r in rows}) == 1
    print("csv:", name, len(rows) - 1, "rows")
