/** An event whose default can be prevented. */
export function preventable(properties = {}) {
  const event = { ...properties, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) };
  return event;
}
