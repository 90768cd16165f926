/** The tensor layer: all that the rest of the project knows of tfjs. */
export * from './backend.ts';
export * from '@tensorflow/tfjs-core';
