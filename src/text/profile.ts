/** What a command line has before its command to mean a profile: `--profile prod `; nothing where none was named. */
export function inProfile(profile: string | undefined): string {
  return profile === undefined ? '' : `--profile ${profile} `;
}
