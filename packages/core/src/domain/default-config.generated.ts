// What holds where nothing is set. Written by scripts/docs.ts.
import type { Config } from './config.ts';

export const DEFAULT_CONFIG: Config = {
  "inherit": false,
  "mode": "suggest",
  "caps": {
    "suggestions": 5,
    "open-tasks": 8,
    "new-issues-a-day": 3,
    "notifications-a-week": 10
  },
  "rules": {
    "custom": []
  },
  "scopes": [],
  "adopt": "suggested",
  "labels": {
    "task": "steward",
    "approved": "steward:approved",
    "next": "steward:next",
    "plan": "steward:plan",
    "ignore": "steward:ignore",
    "paused": "steward:paused",
    "set": "minimal",
    "map": {}
  },
  "review": {
    "lines": 1000,
    "files": 50
  },
  "agents": {},
  "environments": {},
  "hand-off": {
    "at-once": 2,
    "start-within": 30,
    "silent-after": 24,
    "attempts": 3,
    "person": "code-owners",
    "raise-after-failure": false,
    "one-per-repository": false
  },
  "health": {
    "issue": true,
    "interval": 30,
    "missed-runs": 2,
    "failed-runs": 5,
    "minutes": 10,
    "quota": 10,
    "token-days": 14,
    "ledger": 75,
    "queue": 50,
    "waiting-days": 30,
    "silent-days": 3,
    "pull-request-days": 14,
    "attempts": 50,
    "reviews": 50,
    "memory": 10,
    "disk": 5
  },
  "planning": {
    "enabled": true,
    "stories": 12,
    "second-opinion": true
  },
  "models": {
    "plan": {
      "chain": [
        "anthropic/claude-sonnet-5-5",
        "openai/gpt-6-sol"
      ],
      "effort": "medium",
      "most": 8000,
      "lane": "now"
    },
    "specify": {
      "chain": [
        "anthropic/claude-haiku-5-5",
        "openai/gpt-6-luna"
      ],
      "effort": "low",
      "most": 12000,
      "lane": "batch"
    },
    "review": {
      "chain": [
        "anthropic/claude-sonnet-5-5",
        "openai/gpt-6-sol"
      ],
      "effort": "medium",
      "most": 8000,
      "lane": "now"
    },
    "diagnose": {
      "chain": [
        "anthropic/claude-haiku-5-5",
        "openai/gpt-6-luna"
      ],
      "effort": "low",
      "most": 4000,
      "lane": "now"
    },
    "research": {
      "chain": [
        "anthropic/claude-sonnet-5-5",
        "openai/gpt-6-sol"
      ],
      "effort": "medium",
      "most": 8000,
      "lane": "batch"
    },
    "report": {
      "chain": [
        "anthropic/claude-haiku-5-5",
        "openai/gpt-6-luna"
      ],
      "effort": "low",
      "most": 4000,
      "lane": "now"
    },
    "base-urls": {},
    "cache": "5m",
    "time-out": 120
  },
  "egress": {
    "level": "excerpts",
    "exclude": []
  },
  "starter-kits": {},
  "limits": {
    "enabled": true,
    "preset": [],
    "categories": {},
    "tiers": {},
    "services": {},
    "clients": {}
  },
  "queue": "smart",
  "order": [],
  "visibility": {},
  "exclude": [],
  "identities": [],
  "budgets": {},
  "prices": {},
  "quiet-hours": {
    "weekends": false,
    "timezone": "UTC",
    "away": []
  },
  "daily-hour": 6
};
