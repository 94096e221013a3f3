/** Hands a file to the person's downloads. */
export function saveFile(name: string, content: Blob | string, type = 'text/plain;charset=utf-8'): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the blob only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What a chart offers to copy and save; `name` is the file's name without its ending. */
export interface Pictures {
  readonly name: string;
  png(): Promise<Blob>;
  svg(): string;
  csv(): string;
}

export async function copyPicture(pictures: Pictures): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': pictures.png() })]);
}

export async function savePicture(pictures: Pictures, format: 'png' | 'svg' | 'csv'): Promise<void> {
  const file = `${fileName(pictures.name)}.${format}`;
  if (format === 'png') saveFile(file, await pictures.png());
  else if (format === 'svg') saveFile(file, pictures.svg(), 'image/svg+xml');
  else saveFile(file, pictures.csv(), 'text/csv;charset=utf-8');
}

/** The canvas on an opaque ground, as a PNG. */
export function canvasPng(canvas: HTMLCanvasElement, background: string): Promise<Blob> {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d')!;
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return pngOf(copy);
}

/** A drawing at twice its size, as a PNG. */
export async function svgPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * image.naturalWidth;
  canvas.height = 2 * image.naturalHeight;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return pngOf(canvas);
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made: the canvas is empty or too large.'))),
      'image/png',
    );
  });
}

function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '') || 'chart';
}
