namespace Click2Call.Storage.Rest;

/// <summary>What one operation of an entity group transaction does.</summary>
public enum TableOperationKind
{
    /// <summary>Adds the row; <see cref="StorageProblem.AlreadyExists"/> when the keys are taken.</summary>
    Insert,

    /// <summary>Adds the row or replaces whatever is there.</summary>
    Upsert,

    /// <summary>Adds the row or sets its properties on the one that is there; absent properties stay.</summary>
    UpsertMerge,

    /// <summary>Replaces the row if it still has the ETag (or <c>*</c>).</summary>
    Replace,

    /// <summary>Sets properties on the row if it still has the ETag (or <c>*</c>); absent properties stay.</summary>
    Merge,

    /// <summary>Deletes the row if it still has the ETag (or <c>*</c>). Here, unlike <see cref="ITable.Delete"/>, a missing row fails the transaction.</summary>
    Delete,
}
