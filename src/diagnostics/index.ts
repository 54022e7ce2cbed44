export { type Machine, readMachine } from './read-machine.js';
export { type DoctorOptions, runDoctor } from './run-doctor.js';
