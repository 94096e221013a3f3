import { WorkbenchError } from '../../src-core/errors.ts';
import { z } from '../../src-core/schema.ts';
import { fromWireError, wireErrorSchema } from '../../src-main/contract/wireError.ts';

const uploadedSchema = z.strictObject({ path: z.string() });

/** Asks with the browser's own dialog and uploads what was chosen; answers with the paths at which the workbench can read it. */
export async function pickAndUpload(purpose: 'dataset' | 'labels'): Promise<readonly string[]> {
  return uploadFiles(await pick(purpose === 'dataset'));
}

/** One after the other; answers with the paths at which the workbench can read them. */
export async function uploadFiles(files: readonly File[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const file of files) paths.push(await upload(file));
  return paths;
}

function pick(multiple: boolean): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = multiple;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

async function upload(file: File): Promise<string> {
  const response = await send(file);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return uploadedSchema.parse(body).path;
  const error = wireErrorSchema.safeParse(body);
  if (error.success) throw fromWireError(error.data);
  throw new WorkbenchError('access/upload-refused', `${file.name} was not accepted (${response.status} ${response.statusText}).`, {
    file: file.name,
  });
}

async function send(file: File): Promise<Response> {
  try {
    return await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
  } catch (cause) {
    const message = `${file.name} could not be uploaded: the workbench did not answer. Check that it is still running and try again.`;
    throw new WorkbenchError('access/connection-lost', message, { file: file.name }, { cause });
  }
}
