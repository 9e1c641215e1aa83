export { simulatePack } from './simulations.ts';
