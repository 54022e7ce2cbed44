export type { DoctorOptions } from './doctor-options.js';
export { type Machine, readCapacity, readMachine } from './read-machine.js';
export { runDoctor } from './run-doctor.js';
