// ask: Which entities have relations to the most others?
// param type (type, optional): only entities of this type, such as Person
// param top (number, optional): how many to list (default 20)
// show: table others name id
const types = params.type ? ["<ng:" + params.type + ">"] : ["<ng:Person>", "<ng:Company>", "<ng:Agency>", "<ng:Media>", "<ng:Party>", "<ng:Organization>", "<ng:Country>"];
for (const row of g.mostConnected(types, Number(params.top || 20)))
  g.emit({id: row.id, others: row.others, name: g.V(row.id).out("<rdfs:label>").toValue()});
