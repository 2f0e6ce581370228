import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatherEvidence, groupFindings } from './packages/core/src/decide/evidence.ts';
import { readProject } from './packages/core/src/observe/tree.ts';
for (const dir of process.argv.slice(2)) {
  const out = execFileSync('git', ['-C', dir, 'ls-tree', '-r', '-l', '-z', 'HEAD'], { maxBuffer: 1e9 }).toString();
  const entries = out.split('\0').filter(Boolean).map((l) => { const m = /^(\d+) \w+ (\w+)\s+(\S+)\t([\s\S]*)$/.exec(l)!; return { mode: m[1]!, oid: m[2]!, size: m[3] === '-' ? null : Number(m[3]), path: m[4]! }; });
  const by = new Map(entries.map((e) => [e.oid, e.path]));
  const churn = new Map<string, any>();
  for (const p of execFileSync('git', ['-C', dir, 'log', '--since=1.year', '--name-only', '--format='], { maxBuffer: 1e9 }).toString().split('\n')) if (p) churn.set(p, { commits: (churn.get(p)?.commits ?? 0) + 1, last: '' });
  const worktree: any = { fetch: async () => {}, entries: async () => entries, churn: async () => churn, texts: async (oids: string[]) => new Map(oids.map((o) => { try { const t = execFileSync('git', ['-C', dir, 'cat-file', 'blob', o], { maxBuffer: 1e9 }); return [o, t.includes(0) ? null : t.toString()]; } catch { return [o, null]; } })) };
  const project = await readProject(worktree, { head: 'a'.repeat(40), branch: 'main', failedRuns: [] } as any);
  const s = performance.now();
  const causes = groupFindings(gatherEvidence(project));
  console.log(dir, project.files.length, 'files', (performance.now() - s).toFixed(0), 'ms');
  for (const c of causes) if (!['todo', 'suppressed-check', 'skipped-test', 'untested-source', 'unpinned-action'].includes(c.rule)) console.log('  ', c.score, c.key, `${c.findings[0].path}:${c.findings[0].line}`, JSON.stringify(c.findings[0].facts).slice(0, 160), c.findings.length);
}
