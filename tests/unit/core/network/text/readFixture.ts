import { readFileSync } from 'node:fs';

/** The text of a file in tests/fixtures/text. */
export function readFixture(name: string): string {
  return readFileSync(new URL(`../../../../fixtures/text/${name}`, import.meta.url), 'utf8');
}
