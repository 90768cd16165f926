/** The tensor layer: tfjs made trustworthy, and all that the rest of the project knows of it. */
import './gradients.ts';
import { mendTape } from './tape.ts';

mendTape();

export * from './backend.ts';
export * from './breathe.ts';
export * from './divergence.ts';
export * from './initialisers.ts';
export * from './ops.ts';
export * from './optimizers.ts';
export * from './parameters.ts';
export * from './random.ts';
export { whyLive } from './replay/fallbacks.ts';
export type { StepMode } from './replay/replayer.ts';
export * from './train-step.ts';
export * from './train.ts';
export * from './turn.ts';
