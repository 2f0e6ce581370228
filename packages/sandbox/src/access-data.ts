/** What accounts and tokens may do. */

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';
export type Permission =
  | 'actions'
  | 'administration'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'issues'
  | 'metadata'
  | 'pages'
  | 'pull-requests'
  | 'secrets'
  | 'security-events'
  | 'statuses'
  | 'variables'
  | 'vulnerability-alerts'
  | 'workflows';
export type Access = 'read' | 'write';
