import { build } from './build-if-needed.mjs';

build();
