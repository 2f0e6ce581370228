// The one place that says at which commit each action of other people is used: by this repository, and by what people copy.
export const PINS: Readonly<Record<string, string>> = {
  'actions/checkout': '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  'actions/create-github-app-token': '1b10c78c7865c340bc4f6099eb2f838309f1e8c3 # v3.1.1',
  'actions/setup-node': '249970729cb0ef3589644e2896645e5dc5ba9c38 # v6.5.0',
  'actions/upload-artifact': 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0',
  'anthropics/claude-code-action': '24dcd50c0568f0fc9e9211213a4fd2d9eb15c4e0 # v1.0.200',
  'google-github-actions/run-gemini-cli': 'f77273f4c914e4bf38440cf36a0369cb64a37489 # v0.1.22',
  'openai/codex-action': 'e0fdf01220eb9a88167c4898839d273e3f2609d1 # v1.8',
};

// Also of lines that are commented out, to be taken in; what is Steward's own is not among them.
export const pinsIn = (text: string): string[] =>
  [...text.matchAll(/\buses: (?!OWNER\/)([\w.-]+\/[\w./-]+)@(\S+(?: # v[\d.]+)?)/g)].map(
    ([, action = '', pin = '']) => `${action}@${pin}`,
  );
