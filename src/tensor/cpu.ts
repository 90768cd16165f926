/** The fallback: tfjs's plain JavaScript backend. Loaded only when it is needed. */
import '@tensorflow/tfjs-backend-cpu';
