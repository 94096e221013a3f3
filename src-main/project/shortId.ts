/** A short name for folders and references, made from what a person called the thing: `Two spirals!` → `two-spirals`, then `two-spirals-2`. */
export function shortId(name: string, taken: Iterable<string>, fallback: string): string {
  const ascii = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  const stem =
    ascii
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replaceAll(/^-+|-+$/g, '') || fallback;
  const used = new Set(taken);
  let id = stem;
  for (let n = 2; used.has(id); n++) id = `${stem}-${n}`;
  return id;
}
