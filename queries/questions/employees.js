// ask: Who worked for an organization, in what role, and when?
// param organization (entity): the employer
// show: claims
const posts = [];
for (const p of ["<ng:leads>", "<ng:spokespersonFor>", "<ng:worksFor>", "<ng:memberOf>", "<ng:left>"])
  posts.push(...g.claims(null, p, params.organization));
posts.sort((a, b) => a.when < b.when ? -1 : a.when > b.when ? 1 : 0);
posts.forEach(c => g.emit(c));
