/** The process that starts git for a worker of the suite. */
import type { Order } from '../../packages/cli/src/simulate/launch.ts';
import { Launcher } from '../../packages/cli/src/simulate/launcher.ts';

const launcher = new Launcher((news) => process.connected && void process.send?.(news));
process.on('message', (order: Order) => launcher.follow(order));
process.once('disconnect', () => {
  launcher.close();
  process.exit();
});
