import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export interface RendererFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** A file of the built renderer by the path of its address; null when there is none or the path leads out of the folder. */
export async function readRendererFile(folder: string, path: string): Promise<RendererFile | null> {
  const file = fileWithin(folder, path);
  const type = file === null ? undefined : types[extname(file)];
  if (file === null || type === undefined) return null;
  try {
    return { bytes: new Uint8Array(await readFile(file)), type };
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(String(error.code))) return null;
    throw error;
  }
}

function fileWithin(folder: string, path: string): string | null {
  const root = resolve(folder);
  try {
    const name = decodeURIComponent(path);
    // A backslash separates folders on Windows, where `resolve` would follow it out.
    if (name.includes('\0') || name.includes('\\')) return null;
    const file = resolve(join(root, name === '/' ? 'index.html' : name));
    return file.startsWith(root + sep) ? file : null;
  } catch {
    return null;
  }
}
