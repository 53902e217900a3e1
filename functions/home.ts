/** Where people reach the office: PUBLIC_URL of the function's environment (docs/deploy.md), else the project's own address. */
export function homeOf(env: NodeJS.ProcessEnv = process.env): string {
  const said = env['PUBLIC_URL'] ?? '';
  return /^https?:\/\/\S+$/.test(said) ? new URL(said).origin : `https://${env['GCLOUD_PROJECT']}.web.app`;
}
