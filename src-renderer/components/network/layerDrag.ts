const connectionType = 'application/x-neuronlearning-connection';
const layerType = 'application/x-neuronlearning-layer';

/** What is being dragged over the stack of layers. */
export type Dragged = { readonly connection: string } | { readonly layer: number };

export function dragConnection(event: DragEvent, name: string): void {
  event.dataTransfer?.setData(connectionType, name);
}

export function dragLayer(event: DragEvent, index: number): void {
  event.dataTransfer?.setData(layerType, String(index));
  if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
}

/** Whether a drag is one of ours; its data can be read only when it is dropped. */
export function isLayerDrag(event: DragEvent): boolean {
  const types = event.dataTransfer?.types ?? [];
  return types.includes(connectionType) || types.includes(layerType);
}

export function droppedLayer(event: DragEvent): Dragged | null {
  const connection = event.dataTransfer?.getData(connectionType);
  if (connection) return { connection };
  const layer = event.dataTransfer?.getData(layerType);
  return layer ? { layer: Number(layer) } : null;
}
