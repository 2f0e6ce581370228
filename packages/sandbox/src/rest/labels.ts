/** Labels of the repository and of issues; REST creates a label that an issue is given and nobody has. */
import { createLabel, setLabels } from '../acts/discussions.ts';
import type { World } from '../world.ts';
import { type Call, created, type Handlers, listed, ok } from './call.ts';
import { callerOf, namesOf, subjectOf } from './discussion.ts';
import { Failure, invalid } from './failure.ts';
import { labelsOf, labelView } from './issues-view.ts';

export type LabelName = string | { readonly name?: string };

export function ensureLabels(world: World, names: readonly string[]): string[] {
  for (const name of names) if (world.label(name) === null) createLabel(world, { name });
  return [...names];
}

function create(call: Call) {
  const { world } = call;
  const body = call.body as { name: string; color?: string; description?: string };
  if (world.label(body.name) !== null) throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' });
  if (body.color !== undefined && !/^[0-9a-f]{6}$/i.test(body.color)) {
    throw invalid({ resource: 'Label', code: 'invalid', field: 'color' });
  }
  const view = labelView(world, createLabel(world, body));
  return created(view, String(view.url));
}

function add(call: Call) {
  const { world } = call;
  const subject = subjectOf(call);
  const { labels = [] } = call.body as { labels?: readonly LabelName[] };
  const names = ensureLabels(world, namesOf(labels));
  setLabels(world, subject, [...subject.labels, ...names], callerOf(call).login);
  return ok(labelsOf(world, subject.labels));
}

function remove(call: Call) {
  const { world } = call;
  const subject = subjectOf(call);
  const name = world.label(String(call.path.name))?.name;
  if (name === undefined || !subject.labels.includes(name)) throw new Failure(404, 'Label does not exist');
  const kept = subject.labels.filter((label) => label !== name);
  setLabels(world, subject, kept, callerOf(call).login);
  return ok(labelsOf(world, subject.labels));
}

type Labels = 'issues/list-labels-for-repo' | 'issues/create-label' | 'issues/add-labels' | 'issues/remove-label';

export const LABELS: Handlers<Labels> = {
  'issues/list-labels-for-repo': (call) =>
    listed(
      call,
      call.world.data.labels.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
      (label) => labelView(call.world, label),
    ),
  'issues/create-label': create,
  'issues/add-labels': add,
  'issues/remove-label': remove,
};
