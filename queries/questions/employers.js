// ask: For whom did a person work, in what role, and when?
// param person (entity): whose posts
// show: claims
const posts = [];
for (const p of ["<ng:leads>", "<ng:spokespersonFor>", "<ng:worksFor>", "<ng:memberOf>", "<ng:left>"])
  posts.push(...g.claims(params.person, p, null));
posts.sort((a, b) => a.when < b.when ? -1 : a.when > b.when ? 1 : 0);
posts.forEach(c => g.emit(c));
