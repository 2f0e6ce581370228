/** What an owner sets of a repository on its settings pages, as world.json keeps it. */

export interface SettingsData {
  actionsEnabled: boolean;
  allowedActions: 'all' | 'local_only' | 'selected';
  /** What a workflow's token may do that says nothing of it. */
  workflowPermissions: 'read' | 'write';
  forkApproval: 'first_time_contributors_new_to_github' | 'first_time_contributors' | 'all_external_contributors';
  /** Names alone: nobody is ever shown a value. */
  secrets: string[];
  organizationSecrets: string[];
  /** Rules of rulesets by the branch they hold for. */
  rules: { branch: string; types: string[] }[];
  /** Branches with protection of the older kind. */
  protectedBranches: string[];
  /** The branch that GitHub Pages publishes; null: none is published. */
  pagesBranch: string | null;
  /** Files of the owner's repository `.github`, by path; absent: there is none. */
  ownerFiles?: Record<string, string>;
}

export const USUAL_SETTINGS: Readonly<SettingsData> = {
  actionsEnabled: true,
  allowedActions: 'all',
  workflowPermissions: 'read',
  forkApproval: 'first_time_contributors',
  secrets: [],
  organizationSecrets: [],
  rules: [],
  protectedBranches: [],
  pagesBranch: null,
};

/** Worlds that were kept before there were settings have the usual ones. */
export const settingsOf = ({ settings }: { settings?: Partial<SettingsData> }): SettingsData => ({
  ...USUAL_SETTINGS,
  ...settings,
});
