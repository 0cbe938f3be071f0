// ask: Which entities have relations to the most others?
// param type (type, optional): only entities of this type, such as Person
// param top (number, optional): how many to list (default 20)
// show: table others name id
const relations = g.relations();
const types = params.type ? ["<ng:" + params.type + ">"] : ["<ng:Person>", "<ng:Company>", "<ng:Agency>", "<ng:Media>", "<ng:Party>", "<ng:Organization>", "<ng:Country>"];
const rows = [];
for (const id of g.V(types).in("<rdf:type>").unique().toArray())
  rows.push({id, others: g.V(id).both(relations).unique().toArray().length});
rows.sort((a, b) => b.others - a.others || (a.id < b.id ? -1 : 1));
for (const row of rows.slice(0, params.top || 20)) {
  row.name = g.V(row.id).out("<rdfs:label>").toValue();
  g.emit(row);
}
