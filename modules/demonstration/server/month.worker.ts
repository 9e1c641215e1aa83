/** Writes a month's department files beside the program, which loads the people meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import type { DemonstrationPlan } from '../contract.ts';
import { writeDepartmentMonth } from './load.ts';

parentPort?.postMessage(writeDepartmentMonth(workerData as DemonstrationPlan).folder);
