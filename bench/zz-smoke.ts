import { startNodeBackend } from '../scripts/node-host.ts';
import * as tf from '#tensor';
console.log(await startNodeBackend(), process.argv.slice(2));
tf.print(tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])));
console.log(await startNodeBackend('cpu'));
tf.print(tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])));
console.log(process.listenerCount('uncaughtException'));
