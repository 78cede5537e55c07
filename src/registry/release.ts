/** The release of ZStack that the registry was compiled from. */
export const release = '5.2.1';
