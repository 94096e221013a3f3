// The float32 kernels over a memory that threads share.

export * from './float32';
export { abandon, assign, dismiss, follow, followersOf, lead } from './team';
