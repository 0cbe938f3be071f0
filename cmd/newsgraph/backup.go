package main

import (
	"errors"

	"github.com/spf13/cobra"

	"newsgraph/graph"
)

func newBackupCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup DIR",
		Short: "Copy the store into a new folder",
		Long: `backup makes DIR a copy of the store that can be opened like it. DIR must not
exist, nor lie in the store's folder. It appears only when the copy is on the
disk and verified.`,
		Example: `  newsgraph backup newsgraph-2026-11-24.db
  newsgraph --db newsgraph-2026-11-24.db verify`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			s, err := graph.Open(a.db, graph.Options{ReadOnly: true})
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			if err := s.Backup(cmd.Context(), args[0]); err != nil {
				return err
			}
			_, err = fprintf(a.out, "the store is copied to %s\n", args[0])
			return err
		},
	}
}
