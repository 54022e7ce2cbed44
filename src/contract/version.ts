/** Version of this package; a unit test keeps it equal to package.json. Part of every plan's identity. */
export const FRAMELANE_VERSION = '0.1.0';
