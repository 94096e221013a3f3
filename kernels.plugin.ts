import asc from 'assemblyscript/asc';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const moduleName = 'virtual:float32-kernels';
const resolvedName = `\0${moduleName}`;
const root = dirname(fileURLToPath(import.meta.url));
const sourceFolder = 'src-core/kernels/assembly';
const cacheFolder = join(root, 'node_modules/.cache/float32-kernels');

/** `stub` and `importMemory`: the module allocates nothing and works in the arena's memory, at whose start its constants lie. */
const commonFlags = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--importMemory', '--memoryBase', '64', '--enable', 'simd'];
const relaxedFlags = ['--enable', 'relaxed-simd'];
/**
 * Memory that threads share is declared with its largest size, that of `maximumArenaBytes`. Every thread's instance writes the constants
 * once more, the same bytes in the same places.
 */
const sharedFlags = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '32768'];
const builds = {
  plain: { entry: 'float32.ts', flags: commonFlags },
  relaxed: { entry: 'float32.ts', flags: [...commonFlags, ...relaxedFlags] },
  plainShared: { entry: 'float32Shared.ts', flags: [...commonFlags, ...sharedFlags] },
  relaxedShared: { entry: 'float32Shared.ts', flags: [...commonFlags, ...relaxedFlags, ...sharedFlags] },
};

/**
 * Compiles src-core/kernels/assembly to WebAssembly modules and embeds their bytes in `virtual:float32-kernels`, so that no path
 * matters in Node, a browser, a worker or a packed application. The result is cached under a hash of everything it depends on.
 */
export function float32KernelsPlugin(): Plugin {
  return {
    name: 'float32-kernels',
    resolveId: (source) => (source === moduleName ? resolvedName : undefined),
    async load(id) {
      if (id !== resolvedName) return undefined;
      const sources = await readSources();
      for (const file of sources.keys()) this.addWatchFile(join(root, file));
      return await cached(hashOf(sources), () => generateModule());
    },
  };
}

async function readSources(): Promise<Map<string, string>> {
  const files = (await readdir(join(root, sourceFolder))).filter((file) => file.endsWith('.ts')).sort();
  const contents = await Promise.all(files.map((file) => readFile(join(root, sourceFolder, file), 'utf8')));
  return new Map(files.map((file, index) => [`${sourceFolder}/${file}`, contents[index]!]));
}

function hashOf(sources: Map<string, string>): string {
  const inputs = [asc.version, builds, generateModule.toString(), [...sources]];
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 32);
}

async function cached(key: string, generate: () => Promise<string>): Promise<string> {
  const file = join(cacheFolder, `${key}.js`);
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return known;
  const code = await generate();
  await mkdir(cacheFolder, { recursive: true });
  // Written aside and renamed: another build may look for it at the same time.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, file);
  return code;
}

async function generateModule(): Promise<string> {
  const lines = ['const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));'];
  for (const [name, { entry, flags }] of Object.entries(builds)) {
    const bytes = await compile(entry, flags);
    lines.push(`export const ${name} = () => bytesOf('${Buffer.from(bytes).toString('base64')}');`);
  }
  return `${lines.join('\n')}\n`;
}

async function compile(entry: string, flags: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const stderr = asc.createMemoryStream();
  const { error } = await asc.main([`${sourceFolder}/${entry}`, '--baseDir', root, '--outFile', 'float32.wasm', ...flags], {
    stderr,
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
  });
  if (error || binary === null) throw new Error(`The float32 kernels do not compile.\n${stderr.toString()}`, { cause: error });
  return binary;
}
