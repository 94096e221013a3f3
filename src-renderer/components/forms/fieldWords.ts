const named: Readonly<Record<string, string>> = {
  '\t': 'Tab',
  ' ': 'Space',
  ',': 'Comma  ,',
  ';': 'Semicolon  ;',
  '|': 'Bar  |',
  '.': 'Point  .',
  '"': 'Double  "',
  "'": "Single  '",
  pca: 'PCA',
  zca: 'ZCA',
};

/** A value of an enumeration as a person reads it: `minMax` → "Min max", a tab → "Tab"; names with digits or hyphens stay. */
export function optionText(value: string | number): string {
  const text = String(value);
  const name = named[text];
  if (name) return name;
  if (!/^[a-z][A-Za-z]*$/.test(text)) return text;
  const words = text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
