/** Bugs in whose orders are followed, and how often. */
import type { Mutant } from './mutant.ts';

const COMMANDING = 'packages/core/src/flow/commanding.ts';
const BOX = 'packages/core/src/domain/box.ts';
const orders = 'test/actions/orders.test.ts';

export const ORDER_MUTANTS: readonly Mutant[] = [
  {
    name: 'anybody-is-obeyed',
    why: 'Whoever can edit the dashboard, or passes by, could have issues opened.',
    file: 'packages/core/src/domain/command.ts',
    find: 'role !== null && ROLES.includes(role)',
    replace: "ROLES.includes('write')",
    caughtBy: [{ tests: orders, title: 'a tick by' }],
  },
  {
    name: 'unknown-role-is-obeyed',
    why: 'Where GitHub does not tell the role, it would be taken for one that may write.',
    file: 'packages/core/src/adapters/github/orders.ts',
    find: "if (answer.kind !== 'answered') return null;",
    replace: "if (answer.kind !== 'answered') return 'write';",
    caughtBy: [{ tests: 'test/adapters/orders.test.ts', title: 'has none' }],
  },
  {
    name: 'last-editor-answers',
    why: 'A stranger’s tick would be followed as soon as the owner edits anything else.',
    file: BOX,
    find: 'const before = versions[index - 1];',
    replace: 'const before = index === versions.length - 1 ? versions[0] : undefined;',
    caughtBy: [{ tests: orders, title: 'answers for it' }],
  },
  {
    name: 'second-box-counts',
    why: 'A stranger’s ticked copy of a box would become the owner’s order with whatever the owner edits next.',
    file: BOX,
    find: 'if (boxes.has(key)) twice.add(key);',
    replace: 'if (boxes.has(key)) twice.clear();',
    caughtBy: [{ tests: 'test/domain/box.test.ts', title: 'second box' }],
  },
  {
    name: 'struck-by-its-title',
    why: 'A suggestion whose title has ~~ in it could be neither approved nor refused.',
    file: BOX,
    find: 'if (now.strikes >= before.strikes + 2)',
    replace: 'if (now.strikes >= 2)',
    caughtBy: [{ tests: 'test/domain/box.test.ts', title: 'have ~~ already' }],
  },
  {
    name: 'strangers-words-followed',
    why: 'Whoever passes by could take a task from its agent with one comment.',
    file: 'packages/core/src/flow/listening.ts',
    find: 'if (mayCommand(await tick.world.reader.role(by)))',
    replace: 'if (by !== "" || mayCommand(await tick.world.reader.role(by)))',
    caughtBy: [{ tests: 'test/flow/listening.test.ts', title: 'of a stranger' }],
  },
  {
    name: 'words-followed-again',
    why: 'An old `/steward take` would take the task anew from each agent it is given to.',
    file: 'packages/core/src/flow/listening.ts',
    find: 'const from = heard ?? opened ?? since;',
    replace: 'const from = opened ?? since;',
    caughtBy: [{ tests: 'test/flow/listening.test.ts', title: 'asked about once' }],
  },
  {
    name: 'quoted-words-followed',
    why: 'Whoever quotes the words of another, or shows how it is done, would give the order.',
    file: 'packages/core/src/domain/command.ts',
    find: '  ownLines(text)\n    .flatMap(',
    replace: "  text.split('\\n').map((line) => line.replace(/^> ?/, ''))\n    .flatMap(",
    caughtBy: [{ tests: 'test/domain/command.test.ts', title: 'quoted' }],
  },
  {
    name: 'pools-forgotten',
    why: 'A task of one environment would go to agents of another.',
    file: 'packages/core/src/domain/environment-settings.ts',
    find: 'return found?.[0] ?? DEFAULT_ENVIRONMENT;',
    replace: "return found?.[0] === '' ? '' : DEFAULT_ENVIRONMENT;",
    caughtBy: [{ tests: 'test/domain/environment-settings.test.ts', title: 'an environment by' }],
  },
  {
    name: 'missed-ticks-forgotten',
    why: 'A tick made while the dashboard was written would be lost without a trace.',
    file: 'packages/core/src/record/reservation.ts',
    find: "return [{ kind: 'orders-missed' }];",
    replace: 'return [];',
    caughtBy: [{ tests: orders, title: 'while the dashboard was being written' }],
  },
  {
    name: 'approval-forgotten-by-a-new-text',
    why: 'A suggestion whose evidence moved by a line would lose its approval.',
    file: 'packages/core/src/domain/appliers.ts',
    find: 'if (known?.approved) task.approved = known.approved;',
    replace: '',
    caughtBy: [{ tests: 'test/domain/apply.test.ts', title: 'approval' }],
  },
  {
    name: 'orders-read-twice',
    why: 'A pause that was ended would come back with the next edit of the dashboard.',
    file: COMMANDING,
    find: 'if (known >= 0) return versions.slice(known);',
    replace: 'if (known >= 0) return versions;',
    caughtBy: [{ tests: 'test/flow/commanding.test.ts', title: 'read once' }],
  },
];
