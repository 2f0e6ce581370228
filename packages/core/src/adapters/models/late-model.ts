/** A model whose provider's file and library are loaded when it is first asked. */
import type { ModelName } from '../../domain/model.ts';
import type { Taken } from '../../domain/traits.ts';
import type { BatchLane, Model } from '../../ports.ts';
import { createModel } from './manners.ts';
import type { Connection, Line } from './provider.ts';
import type { ProviderFile } from './provider-files.ts';

export function createLateModel(connection: Connection, name: ModelName, file: ProviderFile, taken: Taken): Model {
  let opened: Promise<Line> | null = null;
  const line = (): Promise<Line> => {
    opened ??= file.load().then((open) => open(connection, name, taken));
    return opened;
  };
  const lane = async (): Promise<BatchLane> => {
    const { batches } = await line();
    if (batches === null) throw new Error(`${name.provider} has no batch lane, but its file says so`);
    return batches;
  };
  const batches: BatchLane = {
    submit: async (batch) => (await lane()).submit(batch),
    find: async (batch) => (await lane()).find(batch),
    collect: async (batch) => (await lane()).collect(batch),
    cancel: async (id) => (await lane()).cancel(id),
  };
  return {
    name,
    ask: async (question) => createModel(connection, name, await line()).ask(question),
    batches: file.batches ? batches : null,
  };
}
