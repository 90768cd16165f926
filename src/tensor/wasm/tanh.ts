import { float32 } from './kernel.ts';
import type { WasmKernel } from './kernel.ts';
