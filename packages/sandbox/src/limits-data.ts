/** What the world allows its callers, and what they have used of it. */

/** Null means unlimited. Primary limits are per hour of virtual time. */
export interface LimitsData {
  graphqlPerHour: number | null;
  restPerHour: number | null;
  contentPerMinute: number | null;
  contentPerHour: number | null;
  /** Reading costs one point, writing five. */
  graphqlPointsPerMinute: number | null;
  restPointsPerMinute: number | null;
  /** Requests at the same time. */
  concurrent: number | null;
}

/** What requests of the last minute have cost against the limits on haste. */
export interface PointsData {
  /** Milliseconds of virtual time. */
  at: number;
  points: number;
}

export interface UsageData {
  hour: string;
  graphql: number;
  rest: number;
  content: string[];
  points?: { graphql: PointsData[]; rest: PointsData[] };
}
