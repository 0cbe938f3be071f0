// ask: What is claimed of an entity, and what does it say itself?
// param entity (entity): whom
// show: claims
for (const c of g.claims({about: params.entity})) g.emit(c);
