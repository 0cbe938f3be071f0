// ask: Who else is in the articles that name an entity, and in how many?
// param entity (entity): whom
// param top (number, optional): how many to list (default 20)
// show: table articles name type id
const types = ["<ng:Person>", "<ng:Company>", "<ng:Agency>", "<ng:Media>", "<ng:Party>", "<ng:Organization>", "<ng:Country>", "<ng:Place>", "<ng:Product>", "<ng:Event>", "<ng:Law>"];
const found = new Map();
for (const article of g.V(params.entity).labels().toArray())
  for (const row of g.V(types).tag("type").labelContext(article).in("<rdf:type>").tagArray())
    if (row.id !== params.entity) {
      const have = found.get(row.id) || {articles: 0, name: g.V(row.id).out("<rdfs:label>").toValue(), type: row.type, id: row.id};
      have.articles++;
      found.set(row.id, have);
    }
[...found.values()]
  .sort((a, b) => b.articles - a.articles || (a.id < b.id ? -1 : 1))
  .slice(0, params.top || 20)
  .forEach(row => g.emit(row));
