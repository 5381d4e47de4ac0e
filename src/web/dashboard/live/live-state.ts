import { createContext, useContext } from 'react';

/** `live`: changes arrive by themselves; `connecting`: they will again; `off`: nobody listens. */
export type LiveState = 'live' | 'connecting' | 'off';

export const LiveContext = createContext<LiveState>('off');

export const useLiveState = () => useContext(LiveContext);
