import { buildIfStale } from './buildIfStale.mjs';

buildIfStale();
