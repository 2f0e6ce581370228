/** Milliseconds of this process's own work: what else the machine does, does not count. */
export function workOf(task: () => unknown): number {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
