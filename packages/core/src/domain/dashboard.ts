/** The title of the pinned issue. */
export const DASHBOARD_TITLE = 'Steward';
